module "intake" {
  source = "./role"
  name   = "intake"
  statements = [
    { sid = "Files", actions = ["s3:GetObject"], resources = ["arn:aws:s3:::intake/*"] },
    { sid = "Jobs", actions = ["sqs:ReceiveMessage"], resources = ["arn:aws:sqs:eu-west-1:111122223333:jobs"] },
  ]
}
