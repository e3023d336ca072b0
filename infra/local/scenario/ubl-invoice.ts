/** A line of a made invoice. */
export interface MadeLine {
  readonly product?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly amount?: string;
}

/** What is particular about a made invoice. */
export interface MadeInvoice {
  readonly root?: 'Invoice' | 'CreditNote';
  readonly number?: string;
  readonly supplier?: string;
  readonly currency?: string;
  readonly lines?: readonly MadeLine[];
  readonly payable?: string;
  /** Stands before the root. */
  readonly prologue?: string;
  /** Stands within the root, before the lines. */
  readonly extra?: string;
}

/** A small UBL invoice: two lamps at 10.00 and a vase at 5.50, unless said otherwise. */
export function ublInvoice(change: MadeInvoice = {}): string {
  const { root = 'Invoice', number = 'R-1', supplier = 'DE123456789', currency = 'EUR' } = change;
  const { prologue = '<?xml version="1.0" encoding="UTF-8"?>', extra = '' } = change;
  const { lines = [{}, { product: 'VASE', quantity: '1', price: '5.50', amount: '5.50' }] } =
    change;
  const net = lines.reduce((sum, line) => sum + Number(line.amount ?? '20.00'), 0).toFixed(2);
  const money = (name: string, amount: string) =>
    `<cbc:${name} currencyID="${currency}">${amount}</cbc:${name}>`;
  const { payable = net } = change;
  return `${prologue}
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>${number}</cbc:ID>
  <cbc:IssueDate>2026-01-31</cbc:IssueDate>
  <cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyTaxScheme><cbc:CompanyID>${supplier}</cbc:CompanyID></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Lamp Works</cbc:RegistrationName></cac:PartyLegalEntity>
    <cac:Contact><cbc:ElectronicMail>ann@example.org</cbc:ElectronicMail></cac:Contact>
  </cac:Party></cac:AccountingSupplierParty>
  ${extra}
  <cac:LegalMonetaryTotal>${money('LineExtensionAmount', net)}${money('PayableAmount', payable)}</cac:LegalMonetaryTotal>
  ${lines.map((line, index) => lineXml(root, currency, line, index + 1)).join('\n')}
</${root}>`;
}

function lineXml(
  root: string,
  currency: string,
  { product = 'LAMP', quantity = '2', price = '10.00', amount = '20.00' }: MadeLine,
  id: number,
): string {
  const counted = root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  return `<cac:${root}Line><cbc:ID>${id}</cbc:ID>
    <cbc:${counted} unitCode="EA">${quantity}</cbc:${counted}>
    <cbc:LineExtensionAmount currencyID="${currency}">${amount}</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Thing</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID>${product}</cbc:ID></cac:SellersItemIdentification></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="${currency}">${price}</cbc:PriceAmount></cac:Price>
  </cac:${root}Line>`;
}
