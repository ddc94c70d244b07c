import { openReadStore } from '#read-store';
import {
  commitConformance,
  documentsConformance,
  findConformance,
  repeatedConformance,
  sumConformance,
} from '#read-store/testing';
import { givenDatabases } from './given-databases.js';

const databases = givenDatabases();
const open = () => openReadStore(databases.fresh());

documentsConformance('mongodb', open);
findConformance('mongodb', open);
sumConformance('mongodb', open);
repeatedConformance('mongodb', open);
commitConformance('mongodb', open);
