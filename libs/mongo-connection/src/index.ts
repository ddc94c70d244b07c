export { connectMongo, type MongoConnection, MongoUnavailable, placeOf } from './connect.js';
export { isDuplicateKey, retrying } from './retrying.js';
