export { drain, type MetricWorld, metricWorld, type Said, saidMeasures } from './metric-world.js';
export { aRegister, tellChoice, tellMasses } from './told-catalogue.js';
