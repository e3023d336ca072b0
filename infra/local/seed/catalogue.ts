/** A product of the small catalogue that a newcomer finds. */
export interface SeedProduct {
  readonly productId: string;
  readonly name: string;
  /** Minor units of GBP. */
  readonly unitPrice: number;
  readonly stock: number;
  /** The colour behind it, and its shapes within 400 × 300, as SVG. */
  readonly ground: string;
  readonly drawing: string;
}

export const seedCatalogue: readonly SeedProduct[] = [
  {
    ...{ productId: 'desk-lamp', name: 'Brass desk lamp', unitPrice: 6_490, stock: 120 },
    ground: '#e8dcc3',
    drawing: `<path d="M150 250h100v12H150z" fill="#8a6b1f"/><path d="M196 250V150l50-56" fill="none" stroke="#b08a2e" stroke-width="9"/>
      <path d="M222 64l70 62-78 18z" fill="#c79d3a"/><circle cx="252" cy="132" r="13" fill="#fff6d6"/>`,
  },
  {
    ...{ productId: 'stoneware-mug', name: 'Stoneware mug', unitPrice: 1_450, stock: 300 },
    ground: '#d7e2df',
    drawing: `<path d="M140 110h110v110a24 24 0 0 1-24 24h-62a24 24 0 0 1-24-24z" fill="#4f6f73"/>
      <path d="M250 140h18a28 28 0 0 1 0 60h-18" fill="none" stroke="#4f6f73" stroke-width="14"/><ellipse cx="195" cy="110" rx="55" ry="13" fill="#2f4a4e"/>`,
  },
  {
    ...{
      productId: 'linen-notebook',
      name: 'Linen notebook, dotted',
      unitPrice: 1_250,
      stock: 240,
    },
    ground: '#efe3dc',
    drawing: `<rect x="130" y="62" width="140" height="180" rx="8" fill="#a5493a"/><rect x="130" y="62" width="20" height="180" rx="6" fill="#7c3328"/>
      <rect x="176" y="98" width="68" height="26" rx="3" fill="#f6ece4"/><path d="M256 62v200" stroke="#e8c9a0" stroke-width="6"/>`,
  },
  {
    ...{ productId: 'oak-clock', name: 'Oak wall clock', unitPrice: 8_900, stock: 60 },
    ground: '#dde3ea',
    drawing: `<circle cx="200" cy="152" r="92" fill="#a97b48"/><circle cx="200" cy="152" r="76" fill="#fbf7f0"/>
      <path d="M200 152V98M200 152l40 22" stroke="#2c2a27" stroke-width="7" stroke-linecap="round"/><circle cx="200" cy="152" r="7" fill="#a5493a"/>`,
  },
  {
    ...{ productId: 'enamel-kettle', name: 'Enamel kettle, 1.6 l', unitPrice: 4_295, stock: 90 },
    ground: '#f0e6cf',
    drawing: `<path d="M130 150a70 60 0 0 1 140 0l14 84H116z" fill="#22577a"/><path d="M276 176l46-34v-14l-56 20z" fill="#22577a"/>
      <path d="M150 104a52 52 0 0 1 100 0" fill="none" stroke="#3b3631" stroke-width="10"/><circle cx="200" cy="92" r="9" fill="#3b3631"/>`,
  },
  {
    ...{ productId: 'wool-blanket', name: 'Wool blanket', unitPrice: 7_800, stock: 75 },
    ground: '#e3e6dc',
    drawing: `<path d="M110 120h180v46H110z" fill="#56705a"/><path d="M110 166h180v40H110z" fill="#7e9a80"/><path d="M110 206h180v40H110z" fill="#c8b98a"/>
      <path d="M110 246v14m20-14v14m20-14v14m20-14v14m20-14v14m20-14v14m20-14v14m20-14v14m20-14v14m20-14v14" stroke="#c8b98a" stroke-width="4"/>`,
  },
  {
    ...{
      productId: 'terracotta-planter',
      name: 'Terracotta planter',
      unitPrice: 2_350,
      stock: 150,
    },
    ground: '#dce8d8',
    drawing: `<path d="M140 170h120l-16 84h-88z" fill="#c2683f"/><path d="M132 152h136v24H132z" fill="#a85431"/>
      <path d="M200 152c-4-40-30-56-58-60 4 34 26 54 58 60zm0 0c2-52 24-74 56-84 2 42-20 72-56 84z" fill="#3f7a4a"/>`,
  },
  {
    ...{
      productId: 'glass-carafe',
      name: 'Hand-blown carafe (the last two)',
      unitPrice: 3_600,
      stock: 2,
    },
    ground: '#dfe9ef',
    drawing: `<path d="M176 60h48v56c0 24 46 40 46 92a40 40 0 0 1-40 40h-60a40 40 0 0 1-40-40c0-52 46-68 46-92z" fill="#a9cfe0"/>
      <path d="M136 196h128c4 34-14 52-34 52h-60c-20 0-38-18-34-52z" fill="#6fa9c4"/><path d="M172 54h56v12h-56z" fill="#7fb3c9"/>`,
  },
];
