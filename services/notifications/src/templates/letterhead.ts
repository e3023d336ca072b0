/**
 * The page around every mail. Mail programs drop much of what browsers know: hence tables and inline styles. The style
 * element only adds colours for the dark; nothing is loaded from elsewhere, and there are no pictures that need words.
 */
export const letterheadHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="supported-color-schemes" content="light dark" />
<title><%= it.subject %></title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
.page { background: #111418 !important; }
.sheet { background: #1c2127 !important; color: #d6dae0 !important; }
.strong { color: #f3f5f7 !important; }
.faint { color: #a9b1bb !important; }
.rule { border-color: #3a424c !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table class="page" role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%;background:#f3f4f6">
<tr>
<td align="center" style="padding:24px 12px">
<table class="sheet" role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%;max-width:600px;background:#ffffff;color:#1f2937;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;text-align:left">
<tr>
<td class="strong" style="padding:24px 24px 0;font-size:15px;font-weight:700;color:#111827"><%= it.shopName %></td>
</tr>
<tr>
<td style="padding:24px">
<%~ it.body %></td>
</tr>
<tr>
<td class="faint" style="padding:0 24px 24px;font-size:13px;line-height:20px;color:#4b5563">This mail is about your order <%= it.orderId %> at <%= it.shopName %>.</td>
</tr>
</table>
</td>
</tr>
</table>
</body>
</html>
`;

/** What closes every mail's text. */
export const letterheadText = `<%~ it.body %>
Yours
<%= it.shopName %>
`;
