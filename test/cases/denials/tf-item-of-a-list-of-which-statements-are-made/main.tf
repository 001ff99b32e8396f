module "sender" {
  source = "./modules/sender"
  queues = ["jobs"] # of the shop
}
