"""What KCL's command line does with `-D agents=...`, by the library it is made of: `run.py agents.k values.json` prints
YAML."""

import json
import sys

from kcl_lib import api

with open(sys.argv[2], encoding="utf-8") as f:
    values = json.load(f)
agents = api.Argument(name="agents", value=json.dumps(values["agents"]))
result = api.API().exec_program(api.ExecProgramArgs(k_filename_list=[sys.argv[1]], args=[agents]))
if result.err_message:
    sys.exit(result.err_message)
sys.stdout.write(result.yaml_result)
