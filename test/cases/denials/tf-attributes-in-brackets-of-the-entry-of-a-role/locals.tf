locals {
  roles = {
    worker = { actions = ["sqs:ReceiveMessage"], resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"] }
    other = { actions = ["sqs:ReceiveMessage"], resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"] }
  }
}
