raise SystemExit("this is not utf_8")
