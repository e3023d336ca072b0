/** Tells that an order will not be fulfilled, why, and that it costs nothing. */
export const cancelledHtml = `<h1 class="strong" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#111827">Your order is cancelled</h1>
<p style="margin:0 0 16px">Your order <strong><%= it.orderId %></strong> is cancelled.</p>
<p style="margin:0 0 16px;word-break:break-word"><%= it.reason %></p>
<p style="margin:0">You are charged nothing: whatever was paid for it is refunded.</p>
`;

/** The same as text. */
export const cancelledText = `Your order <%= it.orderId %> is cancelled.

<%= it.reason %>

You are charged nothing: whatever was paid for it is refunded.
`;
