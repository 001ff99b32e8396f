module "worker" {
  source     = "./m"
  for_each   = toset(["mail", "print"])
  name       = each.key
  statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }]
}
