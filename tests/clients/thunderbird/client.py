"""Thunderbird, as its user meets our drafts.

A draft is opened by the call that a double click in the Drafts folder makes, and read
off the composer's own widgets: pills, subject, editor, attachments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from tests.clients.thunderbird.marionette import Marionette
    from tests.servers.server import Server, User

_SIGN_IN = """
const [host, user, password, authority] = args;
Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB)
  .addCertFromBase64(authority, "CT,,");
const login = Cc["@mozilla.org/login-manager/loginInfo;1"]
  .createInstance(Ci.nsILoginInfo);
const origin = `imap://${host}`;
login.init(origin, null, origin, user, password, "", "");
await Services.logins.addLoginAsync(login);
"""
_DRAFTS = """
const {MailServices} = ChromeUtils.importESModule(
  "resource:///modules/MailServices.sys.mjs");
const account = MailServices.accounts.defaultAccount;
const root = account.incomingServer.rootFolder;
root.subFolders[0].updateFolder(null);  // the inbox: it signs in, and lists the rest
let drafts;
while (!(drafts = root.getFolderWithFlags(Ci.nsMsgFolderFlags.Drafts)))
  await sleep(50);
const find = async () => {
  for (;;) {
    drafts.updateFolder(null);
    for (const head of drafts.messages)
      if (head.messageId === args[0]) return head;
    await sleep(200);
  }
};
"""
_OPEN = """
const head = await find();
MailServices.compose.OpenComposeWindow(null, head, drafts.getUriForMsg(head),
  Ci.nsIMsgCompType.Draft, Ci.nsIMsgCompFormat.Default, account.defaultIdentity,
  null, null);
"""
_COMPOSER = """
let composer, body;
const isReady = () => {
  composer = Services.wm.getMostRecentWindow("msgcompose");
  body = composer?.gMsgCompose?.editor?.document?.body;
  return composer?.composeEditorReady && body?.innerText.trim();
};
while (!isReady()) await sleep(50);
"""
_SHOWN = """
const pills = (row) => [...composer.document.querySelectorAll(
  `#addressRow${row} mail-address-pill`)].map((pill) => pill.fullAddress);
const files = composer.document.getElementById("attachmentBucket").itemChildren;
return {
  to: pills("To"), cc: pills("Cc"), bcc: pills("Bcc"), reply_to: pills("Reply"),
  subject: composer.document.getElementById("msgSubject").value,
  text: body.innerText, is_html: composer.gMsgCompose.composeHTML,
  files: files.map((item) => item.attachment.name),
};
"""
_WRITE = """
const editor = composer.GetCurrentEditor();
editor.endOfDocument();
editor.insertText(args[0]);
if (args[1]) {
  composer.document.getElementById("msgSubject").value = args[1];
  composer.gContentChanged = true;
}
"""
_SAVE = """
composer.goDoCommand("cmd_saveAsDraft");
const isBusy = () => composer.gSaveOperationInProgress || composer.gContentChanged;
do await sleep(100); while (isBusy());
"""
_CLOSE = """
composer.close();
while (Services.wm.getMostRecentWindow("msgcompose")) await sleep(50);
"""


class Shown(NamedTuple):
    """What the composer shows."""

    to: list[str]
    cc: list[str]
    bcc: list[str]
    reply_to: list[str]
    subject: str
    text: str
    is_html: bool
    files: list[str]


class Thunderbird(NamedTuple):
    """A running Thunderbird with one account."""

    link: Marionette

    def sign_in(self, server: Server, user: User) -> None:
        """Give it the password, and the authority to trust."""
        pem = server.ca_file.read_text("ascii").splitlines()
        authority = "".join(line for line in pem if not line.startswith("-"))
        self.link.run(_SIGN_IN, server.host, user.login, user.password, authority)

    def open(self, message_id: str) -> Shown:
        """Open a draft of the Drafts folder, and say what the composer shows."""
        self.link.run(_DRAFTS + _OPEN, message_id.strip("<>"))
        return self.shown()

    def shown(self) -> Shown:
        """Say what the composer shows, once there is one."""
        return Shown(**self.link.run(_COMPOSER + _SHOWN))

    def write(self, words: str, subject: str = "") -> None:
        """Add words at the end of the letter; give it another subject, or not."""
        self.link.run(_COMPOSER + _WRITE, words, subject)

    def save(self) -> None:
        """Save as a draft."""
        self.link.run(_COMPOSER + _SAVE)

    def close(self) -> None:
        """Close the composer; nothing may be unsaved in it."""
        self.link.run(_COMPOSER + _CLOSE)
