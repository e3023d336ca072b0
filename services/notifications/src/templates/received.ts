/** Thanks for an order, and what it is of. */
export const receivedHtml = `<h1 class="strong" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#111827">Thank you for your order</h1>
<p style="margin:0 0 24px">We have received your order <strong><%= it.orderId %></strong>, and write again when it is on its way.</p>
<table class="lines" cellpadding="0" cellspacing="0" border="0" width="100%" style="width:100%;border-collapse:collapse">
<thead>
<tr>
<th scope="col" align="left" class="rule faint" style="padding:0 0 8px;border-bottom:1px solid #d1d5db;font-size:13px;font-weight:600;text-align:left;color:#4b5563">Product</th>
<th scope="col" align="right" class="rule faint" style="padding:0 0 8px 12px;border-bottom:1px solid #d1d5db;font-size:13px;font-weight:600;text-align:right;color:#4b5563">Quantity</th>
<th scope="col" align="right" class="rule faint" style="padding:0 0 8px 12px;border-bottom:1px solid #d1d5db;font-size:13px;font-weight:600;text-align:right;color:#4b5563">Price</th>
</tr>
</thead>
<tbody>
<% for (const line of it.lines) { -%>
<tr>
<td class="rule" style="padding:8px 0;border-bottom:1px solid #e5e7eb;word-break:break-word"><%= line.product %></td>
<td class="rule" align="right" valign="top" style="padding:8px 0 8px 12px;border-bottom:1px solid #e5e7eb;text-align:right;white-space:nowrap"><%= line.quantity %><% if (line.unitPrice) { %> × <%= line.unitPrice %><% } %></td>
<td class="rule" align="right" valign="top" style="padding:8px 0 8px 12px;border-bottom:1px solid #e5e7eb;text-align:right;white-space:nowrap"><%= line.price %></td>
</tr>
<% } -%>
<% if (it.linesLeftOut) { -%>
<tr>
<td class="rule faint" colspan="3" style="padding:8px 0;border-bottom:1px solid #e5e7eb;color:#4b5563">and <%= it.linesLeftOut %> more</td>
</tr>
<% } -%>
</tbody>
<tfoot>
<tr>
<th scope="row" colspan="2" align="left" class="strong" style="padding:12px 0 0;font-weight:700;text-align:left;color:#111827">Total</th>
<td align="right" class="strong" style="padding:12px 0 0 12px;font-weight:700;text-align:right;white-space:nowrap;color:#111827"><%= it.total %></td>
</tr>
</tfoot>
</table>
`;

/** The same as text. */
export const receivedText = `Thank you for your order.

We have received your order <%= it.orderId %>, and write again when it is on its way.

<% for (const line of it.lines) { -%>
- <%= line.quantity %> × <%= line.product %>: <%= line.price %><% if (line.unitPrice) { %> (<%= line.unitPrice %> each)<% } %>
<% } -%>
<% if (it.linesLeftOut) { -%>
- and <%= it.linesLeftOut %> more
<% } -%>

Total: <%= it.total %>
`;
