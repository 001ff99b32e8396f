locals {
  front = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a/*"] }]
}
module "r" {
  source = "./m"
  roles = {
    api = { statements = local.front }
    web = { statements = local.front }
    db  = { statements = [{ actions = ["rds:DescribeDBInstances"], resources = ["*"] }] }
  }
}
