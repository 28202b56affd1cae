raise SystemExit("this is not json")
