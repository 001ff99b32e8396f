module "readers" {
  source  = "./modules/role"
  trusted = ["arn:aws:iam::111122223333:role/daily"]
}
resource "aws_iam_role" "nightly" {
  name               = "nightly"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "nightly" {
  role = aws_iam_role.nightly.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "arn:aws:iam::111122223333:role/readers" }]
  })
}
