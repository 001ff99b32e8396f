variable "env" {
  type    = string
  default = "prod"
}
variable "account_id" {
  type    = string
  default = "111122223333"
}
data "template_file" "worker" {
  template = file("${path.module}/worker.json.tpl")
  vars = {
    account = "${var.account_id}"
    env     = var.env
    names   = "jobs,mail"
  }
}
resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "worker" {
  role   = aws_iam_role.worker.id
  policy = data.template_file.worker.rendered
}
