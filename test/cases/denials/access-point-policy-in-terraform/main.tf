resource "aws_s3control_access_point_policy" "reports" {
  access_point_arn = "arn:aws:s3:eu-west-1:111122223333:accesspoint/reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid = "Finance"
      Effect = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/finance" }
      Action = "s3:GetObject"
      Resource = "arn:aws:s3:eu-west-1:111122223333:accesspoint/reports/object/*"
    }]
  })
}
