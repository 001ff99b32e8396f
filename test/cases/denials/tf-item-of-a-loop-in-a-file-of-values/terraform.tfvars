buckets = ["example-mail", "example-logs"]
