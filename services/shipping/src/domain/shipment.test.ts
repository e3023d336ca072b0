import {
  ShipmentArranged,
  ShipmentCancelled,
  ShipmentFailed,
} from '@waybill/contracts/shipping-events';
import { decidesOnce, specification } from '@waybill/testing/specification';
import fc from 'fast-check';
import { CancellationRequested, ShipmentIntended } from './shipment-facts.ts';
import { shipment, type ShipmentCommand } from './shipment.ts';

const given = specification(shipment);
const orderId = 'ord-1';
const intend: ShipmentCommand = { type: 'intend', orderId };
const arrangedCommand: ShipmentCommand = { type: 'arranged', orderId, trackingNumber: 'T-1' };
const refused: ShipmentCommand = { type: 'refused', orderId, reason: 'undeliverable-address' };
const cancel: ShipmentCommand = { type: 'cancel', orderId };
const stopped: ShipmentCommand = { type: 'stopped', orderId };

const intended = ShipmentIntended({ orderId });
const arranged = ShipmentArranged({ orderId, trackingNumber: 'T-1' });
const failed = ShipmentFailed({ orderId, reason: 'undeliverable-address' });
const requested = CancellationRequested({ orderId });
const cancelled = ShipmentCancelled({ orderId });

describe('a shipment', () => {
  it('is intended before a carrier is asked, once', () => {
    given().when(intend).then(intended);
    given(intended).when(intend).thenNothing();
    given(intended, failed).when(intend).thenNothing();
  });
  it('is arranged when the carrier says yes, once', () => {
    given(intended).when(arrangedCommand).then(arranged);
    given(intended, arranged).when(arrangedCommand).thenNothing();
  });
  it('fails when the carrier says no, once', () => {
    given(intended).when(refused).then(failed);
    given(intended, failed).when(refused).thenNothing();
  });
});

describe('the cancellation of a shipment', () => {
  it('is told when the carrier has stopped the parcel', () => {
    given(intended, arranged).when(cancel).then(requested);
    given(intended, arranged, requested).when(stopped).then(cancelled);
    given(intended, arranged, requested, cancelled).when(stopped).thenNothing();
  });
  it('waits for no answer of the carrier', () => given(intended).when(cancel).then(requested));
  it('is told at once where there is no parcel', () => {
    given().when(cancel).then(cancelled);
    given(intended, failed).when(cancel).then(cancelled);
  });
  it('that comes first refuses the shipment that comes later', () => {
    given(cancelled).when(intend).thenNothing();
    given(cancelled).when(arrangedCommand).thenNothing();
  });
  it('wins over a parcel that becomes known after it', () => {
    given(intended, requested).when(arrangedCommand).thenNothing();
    given(intended, requested).when(refused).thenNothing();
  });
  it('is asked for once', () => {
    given(intended, requested).when(cancel).thenNothing();
    given(intended, requested, cancelled).when(cancel).thenNothing();
  });
  it('that nobody asked for is not told', () =>
    given(intended, arranged).when(stopped).thenNothing());
});

describe('a shipment and its cancellation, in whatever order', () => {
  it('decide nothing twice', () =>
    decidesOnce(shipment, fc.constantFrom(intend, arrangedCommand, refused, cancel, stopped)));
});
