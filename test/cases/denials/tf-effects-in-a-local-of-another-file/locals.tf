locals {
  name  = "thumbs"
  queue = "arn:aws:sqs:eu-west-1:111122223333:thumbs"
  rules = {
    purge   = { effect = "Deny", actions = ["sqs:PurgeQueue"], resources = [local.queue] }
    receive = { actions = ["sqs:ReceiveMessage"], resources = [local.queue] }
  }
}
