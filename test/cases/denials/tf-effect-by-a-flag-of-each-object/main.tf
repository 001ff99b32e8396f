locals {
  queue = "arn:aws:sqs:eu-west-1:111122223333:thumbs"
}

module "thumbs" {
  source = "./worker"
  name   = "thumbs"
  rules = {
    purge   = { denies = true, actions = ["sqs:PurgeQueue"], resources = [local.queue] }
    receive = { actions = ["sqs:ReceiveMessage"], resources = [local.queue] }
  }
}
