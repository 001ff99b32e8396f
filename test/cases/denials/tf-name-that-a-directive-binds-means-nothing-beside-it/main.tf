resource "aws_iam_role" "site" {
  name               = "site"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "site" {
  role = aws_iam_role.site.id
  policy = templatefile("${path.module}/site.json.tftpl", {
    accounts = ["111122223333"]
    account  = "111122223333"
  })
}
