resource "aws_kinesis_stream" "events" {
  name        = "events"
  shard_count = 1
}
resource "aws_iam_role" "writer" {
  name               = "events-writer"
  assume_role_policy = file("trust.json")
}
module "write" {
  source    = "./modules/policy"
  actions   = ["kinesis:PutRecord", "kinesis:PutRecords"]
  resources = [aws_kinesis_stream.events.arn]
}
resource "aws_iam_role_policy_attachment" "writer" {
  role       = aws_iam_role.writer.name
  policy_arn = module.write.arn
}
