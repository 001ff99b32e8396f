/** Texts that make a careless reader slow, each of about a given length. */

const SESSION = "arn:aws:sts::730112940571:assumed-role/Deployer/run-88";
const SENTENCE = `AccessDenied: User: ${SESSION} is not authorized to perform: kms:Sign on resource: "x" because no session policy allows the kms:Sign action\n`;

export function hostileTexts(length: number): Readonly<Record<string, string>> {
  const repeated = (part: string, share = 1): string => part.repeat(Math.ceil((length * share) / part.length));
  return {
    "nothing but denials": repeated(SENTENCE),
    "beginnings of sentences": repeated("is not authorized to perform: "),
    "beginnings without blanks": repeated("notauthorizedtoperform"),
    "beginnings with principals": repeated(`User: ${SESSION} is not authorized to perform: `),
    "beginnings with resources": repeated("x is not authorized to perform: s3:GetObject on resource: "),
    "reasons without sentences": repeated("because no identity-based policy allows the "),
    "explicit denies": repeated("with an explicit deny in a service control policy: arn:"),
    "one endless name": `User: ${repeated("x", 0.4)} is not authorized to perform: s3:${repeated("y", 0.3)} on resource: ${repeated("z", 0.3)}`,
    "users without an end": repeated("User: "),
    "labels of the console": repeated("\nUser: arn:aws:iam::1:user/x\nAction: "),
    colons: `403 ${repeated(":")}`,
    "colons in a sentence": `User: arn${repeated(":", 0.5)} is not authorized to perform: a:B on resource: arn${repeated(":", 0.5)}`,
    backslashes: `403 ${repeated("\\")}`,
    "backslashes and stars": `403 ${repeated("\\*")}`,
    "nested quotes": `403 ${repeated(`"'\``)}`,
    "quotes in a sentence": `User: ${SESSION} is not authorized to perform: a:B on resource: ${repeated('"')}`,
    "blanks in a sentence": `User: ${SESSION} is not authorized to perform: a:B on resource: ${repeated(" ")}x`,
    "escaped quotes in events": `eventName errorCode ${repeated('\\"')}`,
    "open objects in events": `eventName errorCode ${repeated('{"a":')}`,
    "open lists in events": `eventName errorCode ${repeated("[")}`,
    "open strings in events": `eventName errorCode ${repeated('"a\\')}`,
    "objects in strings in events": `eventName errorCode ${repeated('"{\\"a\\":')}`,
    "events without an end": repeated('{"eventName":"GetObject","errorCode":"AccessDenied","errorMessage":"User: '),
    "decoded messages without an end": repeated('{"allowed":false,"explicitDeny":true,"context":{'),
    "open masks": `User: ${SESSION} is not authorized to perform: a:B on resource: ${repeated("<[{")}`,
    codes: repeated("AccessDenied: "),
    "codes without blanks": repeated("AccessDenied"),
    "request ids": `403 ${repeated("Request ID: ")}`,
    "principals that may not": repeated("Principal [a] is not allowed to execute [b:C] on the resource "),
    "calls of an API": repeated("API: s3:PutObject "),
    "blank lines": `403 ${repeated("\n")}`,
    "lines with a mark": `403${repeated("\n> > > #")}`,
    "lines with a time": `403${repeated("\n2031-02-03T04:05:06Z")}`,
    boxes: `403${repeated("│ \n")}`,
    "boxes closed on the right": `403${repeated("│ x │\n")}`,
    escapes: `403 ${repeated("\u001b[")}`,
    entities: `403 ${repeated("&amp;")}`,
    "escaped entities": `403 ${repeated("\\u0026amp;")}`,
    tags: `403 ${repeated("<b ")}`,
    "marks of Jira": `403 ${repeated("{code:")}`,
    "bold marks": `User: ${SESSION} is not authorized to perform: a:B on resource: ${repeated("**")}`,
    "stack events": repeated("CREATE_FAILED  X  \n"),
  };
}
