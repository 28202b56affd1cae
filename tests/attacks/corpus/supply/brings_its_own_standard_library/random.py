raise SystemExit("this is not random")
