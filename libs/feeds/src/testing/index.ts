export { drain, type MetricWorld, metricWorld, type Said, saidMeasures } from './metric-world.js';
