export { boaviztaExtract } from './boavizta-extract.js';
