module "r" {
  source = "./m"
  roles  = { for n in ["app", "web"] : n => { statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::letters/*"] }] } }
}
