module "gh" {
  source   = "./modules/github-role"
  name     = "gh-deploy"
  subjects = ["repo:acme/shop:ref:refs/heads/main"]
}
