import { openOpsStore } from '#ops-store';
import { listingConformance, recordsConformance } from '#ops-store/testing';
import { givenDatabases } from './given-databases.js';

const databases = givenDatabases();
const open = () => openOpsStore(databases.fresh());

recordsConformance('mongodb', open);
listingConformance('mongodb', open);
