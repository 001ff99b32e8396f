resource "aws_iam_role" "analyst" {
  name               = "analyst"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "analyst" {
  role = aws_iam_role.analyst.name
  policy = <<-EOT
  {
    "Version": "2012-10-17",
    "Statement": [
      {
        "Sid": "Catalog",
        "Effect": "Allow",
        "Action": ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"],
        "Resource": [
          "arn:aws:glue:eu-west-1:111122223333:database/sales",
          "arn:aws:glue:eu-west-1:111122223333:table/sales/*"
        ]
      }
    ]
  }
  EOT
}
