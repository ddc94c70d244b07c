import type { JsonObject } from '#kernel';
import { addressesOf, digitalLink } from '../device.js';
import { localDay } from '../local-time.js';
import { type FleetPartner, MAKERS, RETAILERS } from '../partners.js';
import { repairabilityOf } from '../repairability.js';
import type { Story } from '../story.js';
import { handOver } from './transport.js';

const SOLD_BY_MAKER_SHARE = 0.3;

/** Made, described by its maker, and with who sells it: a shop that it was shipped to, or the maker itself. */
export function born(story: Story): FleetPartner {
  const maker = MAKERS[story.device.model.number % MAKERS.length] ?? MAKERS[0];
  story.holder = maker;
  registered(story, maker);
  story.passDays(6, 40);
  if (story.random.chance(SOLD_BY_MAKER_SHARE)) return maker;
  const shop = story.random.pick(RETAILERS);
  handOver(story, maker, shop, 'sale');
  story.tell(maker, 'OwnershipTransferred', {
    to: `partner:${shop.id}`,
    basis: 'wholesale',
    transferRef: story.reference('inv'),
  });
  story.passDays(1, 50);
  return shop;
}

function registered(story: Story, maker: FleetPartner): void {
  const { device, random } = story;
  const { model } = device;
  const named = { device: [...addressesOf(device, 'all'), digitalLink(device)] };
  const mass: JsonObject = model.declaredMassKg === undefined ? {} : { massKg: model.declaredMassKg };
  story.atWork(maker);
  const manufacturedOn = localDay(maker.timeZone, story.at);
  story.tell(
    maker,
    'DeviceRegistered',
    {
      category: model.category,
      brand: model.brand,
      model: model.name,
      gtin: model.gtin,
      provenance: 'new',
      ...(model.storageGB === undefined ? {} : { storageGB: model.storageGB }),
      ...mass,
      ...(device.media.length === 0 ? {} : { media: device.media.map((medium) => ({ ...medium })) }),
    },
    named,
  );
  story.tell(
    maker,
    'DeviceManufactured',
    {
      manufacturedOn,
      gtin: model.gtin,
      ...mass,
      recycledFraction: random.pick([0.05, 0.1, 0.15, 0.2, 0.3]),
      renewableFraction: random.pick([0, 0.01, 0.02]),
      ...repairabilityOf(model, manufacturedOn),
    },
    named,
  );
}
