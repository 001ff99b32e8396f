module "team" {
  source   = "./team"
  for_each = toset(["billing", "refunds"])
  name     = each.key
}
