locals {
  topics = [
    "arn:aws:sns:eu-west-1:444455556666:orders",
    "arn:aws:sns:eu-west-1:444455556666:stock",
  ]
}
