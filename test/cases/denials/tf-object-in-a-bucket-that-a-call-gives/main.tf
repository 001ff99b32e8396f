resource "aws_s3_bucket" "visits" {
  bucket = "example-visits"
}
module "report" {
  source     = "./handler"
  name       = "report-visits"
  bucket_arn = aws_s3_bucket.visits.arn
}
