open("/tmp/MARK", "w").close()
