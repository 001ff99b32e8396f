variable "is_prod" { type = bool }
module "r" {
  source = "./m"
  roles = var.is_prod ? {
    web = { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/*"] }
  } : {
    web = { actions = ["s3:ListBucket"], resources = ["arn:aws:s3:::a"] }
  }
}
