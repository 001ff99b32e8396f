resource "aws_s3_bucket" "backups" { bucket = "example-backups" }
resource "aws_iam_role" "backup" {
  name = "backup"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "backup" {
  role   = aws_iam_role.backup.name
  policy = templatefile("${path.module}/backup.json.tftpl", { bucket = aws_s3_bucket.backups.arn })
}
