module "t" {
  source  = "./t"
  trusted = ["arn:aws:iam::222233334444:role/ci"]
}
