/** Tells that a parcel has left, and how to follow it. */
export const shippedHtml = `<h1 class="strong" style="margin:0 0 16px;font-size:22px;line-height:28px;color:#111827">Your order is on its way</h1>
<p style="margin:0 0 24px">We have given your order <strong><%= it.orderId %></strong> to our carrier.</p>
<p class="faint" style="margin:0 0 4px;font-size:13px;color:#4b5563">Tracking number</p>
<p class="strong" style="margin:0;font-size:18px;font-weight:700;word-break:break-word;color:#111827"><%= it.trackingNumber %></p>
`;

/** The same as text. */
export const shippedText = `Your order is on its way.

We have given your order <%= it.orderId %> to our carrier.

Tracking number: <%= it.trackingNumber %>
`;
