difference = lambda *arguments, **options: None
