module "w" {
  source = "./w"
  access = [{ actions = ["sqs:ReceiveMessage"], resources = ["arn:aws:sqs:eu-west-1:222233334444:jobs"] }]
}
