raise SystemExit("nor is this")
