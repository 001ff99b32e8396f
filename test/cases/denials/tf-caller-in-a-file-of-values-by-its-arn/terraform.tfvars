release_principals = ["arn:aws:iam::444455556666:role/ops"]
