/** Variables of AWS as a policy has them, which other tools take for something of their own. */

/** What stands between `${` and `}`. No name of a parameter, resource or local value has a colon. */
export const POLICY_VARIABLE =
  /(?:aws|cognito-identity\.amazonaws\.com|ec2|iot|redshift|s3|saml|sts|transfer):[A-Za-z][\w./:-]{0,150}/i;
