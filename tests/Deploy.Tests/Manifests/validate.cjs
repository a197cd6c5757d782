// validate.cjs NODE_MODULES < one object as JSON a line: prints what the schemas of kubernetes-models say against them; exit 1 if anything.
const path = require('path');
const models = process.argv[2] + '/kubernetes-models';
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter(line => line);
let wrong = 0;
for (const line of lines) {
  const item = JSON.parse(line);
  const kind = require(path.join(models, item.apiVersion, item.kind + '.js'))[item.kind];
  try {
    new kind(item).validate();
  } catch (error) {
    wrong++;
    console.log(`${item.kind} ${item.metadata.name}: ${error.message}`);
  }
}
process.exit(wrong === 0 ? 0 : 1);
