/** What makes up for a change that the follower of a stream has put aside. */
export const remedies = {
  analytics:
    'publish their commits again with waybill republish --since … --table order-commits, from before the oldest of them',
  inventory:
    'a product’s stock is looked at again when it next crosses the threshold, and until then only StockRanLow is missing',
  orders:
    'an order’s row is brought up to date from order-commits by the order’s next commit, and by nothing else',
  relay:
    'publish their commits again with waybill republish --since …, from before the oldest of them',
} as const;
