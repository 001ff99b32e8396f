locals {
  shops = {
    north = ["north-orders"]
    south = ["south-orders", "returns"]
  }
}

resource "aws_iam_role" "shop" {
  for_each           = local.shops
  name               = "shop-${each.key}"
  assume_role_policy = "{}"
}

resource "aws_iam_role_policy" "shop" {
  for_each = local.shops
  role     = aws_iam_role.shop[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for bucket in each.value : "arn:aws:s3:::${bucket}/*"]
    }]
  })
}
