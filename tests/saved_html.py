# ruff: noqa: E501 - pages are lines as programs write them
"""One letter as each mail program saves its HTML once a person has edited the draft.

Taken from the source that each shows of a saved draft; only the words are ours.
"""

from __future__ import annotations


TEXT = "Hi Dana,\n\nI like R&D at Corvane.\n\nBest,\nInes Okafor\nhttps://okafor.example/plan\n"
_META = '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
_LINK = "https://okafor.example/plan"

SAVED = {
    "apple mail": (
        f'<html><head>{_META}</head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        'Hi Dana,<div><br></div><div>I like R&amp;D at&nbsp;<span class="Apple-converted-space">Corvane.</span></div><div><br class="Apple-interchange-newline">'
        '<div><meta charset="UTF-8"><div style="caret-color: rgb(0, 0, 0); color: rgb(0, 0, 0); font-family: Helvetica; font-size: 12px; font-style: normal; font-variant-caps: normal; letter-spacing: normal; orphans: auto; text-align: start; text-indent: 0px; text-transform: none; white-space: normal; widows: auto; word-spacing: 0px; -webkit-text-stroke-width: 0px; text-decoration: none;">Best,</div>'
        f'<div style="background-color: rgb(255, 255, 255);">Ines Okafor</div><div><a href="{_LINK}">{_LINK}</a></div></div></div></body></html>'
    ),
    "apple mail on a phone": (
        f'<html><head>{_META}</head><body dir="auto"><div dir="ltr"><p>Hi Dana,</p><p>I like R&amp;D at <a href="x-apple-data-detectors://0" dir="ltr" x-apple-data-detectors="true" x-apple-data-detectors-type="address" x-apple-data-detectors-result="0">Corvane</a>.</p>'
        f'<div id="AppleMailSignature" dir="ltr">Best,<br>Ines Okafor<br><span style="font-size: 13pt; -webkit-text-size-adjust: auto;">{_LINK}</span></div></div></body></html>'
    ),
    "outlook": (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15"><meta name=Originator content="Microsoft Word 15">'
        "<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->"
        '<style><!--\n/* Font Definitions */\n@font-face\n\t{font-family:"Cambria Math";\n\tpanose-1:2 4 5 3 5 4 6 3 2 4;}\n@font-face\n\t{font-family:"\\@Yu Gothic";}\n'
        '/* Style Definitions */\np.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{margin:0in;\n\tfont-size:11.0pt;\n\tfont-family:"Calibri",sans-serif;\n\tmso-ligatures:standardcontextual;}\na:link, span.MsoHyperlink\n\t{mso-style-priority:99;\n\tcolor:#0563C1;\n\ttext-decoration:underline;}\nspan.EmailStyle17\n\t{mso-style-type:personal-compose;\n\tcolor:windowtext;}\n.MsoChpDefault\n\t{mso-style-type:export-only;}\n@page WordSection1\n\t{size:8.5in 11.0in;\n\tmargin:1.0in 1.0in 1.0in 1.0in;}\ndiv.WordSection1\n\t{page:WordSection1;}\n--></style>'
        '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--><!--[if gte mso 9]><xml>\n<w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]--></head>'
        '<body lang=EN-US link="#0563C1" vlink="#954F72" style=\'word-wrap:break-word\'><div class=WordSection1><p class=MsoNormal>Hi Dana,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>'
        "<p class=MsoNormal style='mso-margin-top-alt:auto'>I like R&amp;D at <st1:place w:st=\"on\">Corvane</st1:place>.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal><span style='font-size:10.0pt;mso-fareast-language:EN-GB;mso-bidi-font-size:11.0pt'>Best,<br>Ines Okafor<br>"
        f"<a href=\"{_LINK}\"><span style='color:#0563C1'>{_LINK}</span></a></span><o:p></o:p></p></div></body></html>"
    ),
    "outlook on the web": (
        f'<html><head>\n{_META}\n<style type="text/css" style="display:none;"> P {{margin-top:0;margin-bottom:0;}} </style>\n</head>\n<body dir="ltr">\n'
        '<div class="elementToProof" style="font-family: Aptos, Aptos_EmbeddedFont, Aptos_MSFontService, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">\nHi Dana,</div>\n'
        '<div class="elementToProof" data-ogsc="black" style="font-size: 12pt;"><br></div><div id="Signature" class="elementToProof"><p style="margin: 0in;">I like R&amp;D at Corvane.</p><div id="appendonsend"></div>'
        f'<div style="background-color: white;" data-ogsb="white">Best,<br>Ines Okafor<br><a href="{_LINK}" id="LPlnk1" class="OWAAutoLink" data-auth="NotApplicable">{_LINK}</a></div></div>\n</body>\n</html>\n'
    ),
    "yahoo": (
        '<html><head></head><body><div class="yahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:16px;"><div dir="ltr" data-setdir="false">Hi Dana,</div><div dir="ltr" data-setdir="false"><br></div>'
        f'<div dir="ltr" data-setdir="false"><div><p>I like R&amp;D at Corvane.</p></div><br></div><div class="ydp8c2b0f5esignature">Best,<br clear="none">Ines Okafor<br><a href="{_LINK}" rel="nofollow" target="_blank" class="ydp1f9f enhancr_card_1">{_LINK}</a></div></div></body></html>'
    ),
    "proton": (
        '<div style="font-family: Arial, sans-serif; font-size: 14px;">Hi Dana,</div><div style="font-family: Arial, sans-serif; font-size: 14px;"><br></div><div style="font-family: Arial, sans-serif; font-size: 14px; color: rgb(34, 34, 34); background-color: rgb(255, 255, 255);">I like R&amp;D at Corvane.<br></div>'
        '<div style="font-family: Arial, sans-serif; font-size: 14px;"><br></div><div class="protonmail_signature_block" style="font-family: Arial, sans-serif; font-size: 14px;"><div class="protonmail_signature_block-user">Best,<br>Ines Okafor<br>'
        f'<a target="_blank" rel="noreferrer nofollow noopener" href="{_LINK}">{_LINK}</a></div><div class="protonmail_signature_block-proton protonmail_signature_block-empty"></div></div>'
    ),
    "fastmail": (
        '<!DOCTYPE html><html><head><title></title><style type="text/css">p.MsoNormal,p.MsoNoSpacing{margin:0}\np.fastmail-quill{line-height:1.4}</style></head><body><div style="font-family:Arial;">Hi Dana,</div><div style="font-family:Arial;"><br></div><div style="font-family:Arial;">I like R&amp;D at Corvane.</div>'
        f'<div style="font-family:Arial;"><br></div><div id="sig121229152"><div class="signature">Best,<br>Ines Okafor<br><a href="{_LINK}">{_LINK}</a></div></div><div style="font-family:Arial;"></div></body></html>'
    ),
    "roundcube": (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /></head><body style=\'font-size: 10pt; font-family: Verdana,Geneva,sans-serif\'>\n<p>Hi Dana,</p>\n<p>I like R&amp;D at Corvane.</p>\n'
        f'<p><br /></p>\n<div id="_rc_sig">Best,<br />Ines Okafor<br /><a href="{_LINK}" target="_blank" rel="noopener noreferrer">{_LINK}</a></div>\n</body></html>\n'
    ),
    "kmail": (
        '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "http://www.w3.org/TR/REC-html40/strict.dtd">\n<html><head><meta name="qrichtext" content="1" /><meta charset="utf-8" /><style type="text/css">\np, li { white-space: pre-wrap; }\nhr { height: 1px; border-width: 0; }\nli.unchecked::marker { }\n</style></head>'
        '<body style=" font-family:\'Noto Sans\'; font-size:10pt; font-weight:400; font-style:normal;">\n<p style=" margin-top:0px; margin-bottom:0px; margin-left:0px; margin-right:0px; -qt-block-indent:0; text-indent:0px;">Hi Dana,</p>\n'
        '<p style="-qt-paragraph-type:empty; margin-top:0px; margin-bottom:0px; margin-left:0px; margin-right:0px; -qt-block-indent:0; text-indent:0px;"><br /></p>\n<p style=" margin-top:0px; margin-bottom:0px;">I like R&amp;D at Corvane.</p>\n'
        f'<p style="-qt-user-state:0;">Best,<br />Ines Okafor<br /><a href="{_LINK}"><span style=" text-decoration: underline; color:#2980b9;">{_LINK}</span></a></p></body></html>'
    ),
    "gmail": (
        '<div dir="ltr"><div class="gmail_default" style="font-family:arial,helvetica,sans-serif;color:#222222">Hi Dana,</div><div><br></div><div>I like R&amp;D at Corvane.<br clear="all"></div><br><span class="gmail_signature_prefix">-- </span><br>'
        f'<div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><font color="#888888" face="arial, sans-serif" size="2">Best,<br>Ines Okafor</font><br><a href="{_LINK}" target="_blank">{_LINK}</a></div></div></div>'
    ),
    "thunderbird": (
        f'<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\n  </head>\n  <body text="#000000" bgcolor="#FFFFFF">\n    <p>Hi Dana,</p>\n    <p>I like R&amp;D at Corvane.<br>\n    </p>\n    <div class="moz-signature">Best,<br>\n      Ines Okafor<br>\n      <a class="moz-txt-link-freetext" href="{_LINK}">{_LINK}</a></div>\n  </body>\n</html>\n'
    ),
    "thunderbird, a plain signature": (
        f'<html><head>{_META}</head><body><p>Hi Dana,</p><p>I like R&amp;D at Corvane.</p><pre class="moz-signature" cols="72">-- \nBest,\nInes Okafor\n{_LINK}</pre></body></html>'
    ),
    "evolution": (
        '<html><head><style type="text/css">pre,code,address {\n  margin: 0px;\n}\nh1,h2 {\n  margin-top: 0.2em;\n}\nol,ul {\n  margin-top: 0em;\n}\nblockquote {\n  margin-top: 0em;\n}\n</style></head><body style="padding: 16px;"><div>Hi Dana,</div><div><br></div><div>I like R&amp;D at Corvane.</div><div><br></div>'
        f'<div><span>Best,<br>Ines Okafor<br><a href="{_LINK}">{_LINK}</a></span></div></body></html>'
    ),
    "k-9": (
        f"<!DOCTYPE html><html><body>Hi Dana,<br><br>I like R&amp;D at Corvane.<br><br><div class='k9mail-signature'>Best,<br>Ines Okafor<br><a href=\"{_LINK}\">{_LINK}</a></div></body></html>"
    ),
    "zoho": (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><meta content="text/html;charset=UTF-8" http-equiv="Content-Type"></head><body ><div style="font-family: Verdana, Arial, Helvetica, sans-serif; font-size: 10pt;"><div>Hi Dana,<br></div><div><br></div><div>I like R&amp;D at Corvane.<br></div>'
        f'<div id="Zm-_Id_-Sgn" data-zbluepencil-ignore="true" data-sigid="1" class="zmail_signature_below"><div>Best,<br>Ines Okafor<br>{_LINK}</div></div></div><br></body></html>'
    ),
}
