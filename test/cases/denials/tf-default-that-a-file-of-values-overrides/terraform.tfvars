queue_actions = ["sqs:SendMessage"]
