module "thumbs" {
  source = "./worker"
  name   = "thumbs"
  rules = [
    {
      effect    = "Deny"
      actions   = ["sqs:PurgeQueue"]
      resources = ["arn:aws:sqs:eu-west-1:111122223333:thumbs"]
    },
    {
      effect    = "Allow"
      actions   = ["sqs:ReceiveMessage"]
      resources = ["arn:aws:sqs:eu-west-1:111122223333:thumbs"]
    },
  ]
}
