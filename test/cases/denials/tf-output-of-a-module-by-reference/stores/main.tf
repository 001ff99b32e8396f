resource "aws_s3_bucket" "inbox" {
  bucket = "example-inbox"
}
resource "aws_s3_bucket" "outbox" {
  bucket = "example-outbox"
}
output "inbox_arn" {
  value = aws_s3_bucket.inbox.arn
}
output "outbox_arn" {
  value = aws_s3_bucket.outbox.arn
}
