import type { Family } from '../value/family.ts';
import { methodsOf } from '../value/rule.ts';

/** Servers of HTTP that a program opens: nothing is sent to anybody until somebody asks. */
export const pythonServers: Family = {
  rules: [
    {
      names:
        'http.server.HTTPServer http.server.ThreadingHTTPServer socketserver.TCPServer socketserver.ThreadingTCPServer wsgiref.simple_server.make_server',
      gives: { object: 'server' },
    },
    { names: 'http.server.BaseHTTPRequestHandler http.server.SimpleHTTPRequestHandler' },
    { names: '*#send_response *#send_header *#end_headers *#log_message *#send_error' },
    { names: methodsOf(['server'], '__enter__'), gives: 'same' },
    { names: methodsOf(['server'], 'shutdown server_close server_address socket timeout allow_reuse_address') },
    // Whoever reaches this machine may ask, and a handler of files gives them the folder.
    {
      names: `${methodsOf(['server'], 'serve_forever handle_request')} http.server.test`,
      effect: 'network.send',
      object: 'service',
      at: 9,
    },
    {
      names: 'flask.Flask fastapi.FastAPI starlette.applications.Starlette bottle.Bottle',
      gives: { object: 'webApp' },
    },
    {
      names: methodsOf(
        ['webApp'],
        'route get post put patch delete options head before_request after_request errorhandler middleware on_event exception_handler',
      ),
      gives: { function: 'functools.decorator' },
    },
    { names: methodsOf(['webApp'], 'add_middleware config logger') },
    {
      names:
        'flask.jsonify flask.request flask.request.* flask.Response flask.abort flask.make_response flask.redirect flask.url_for fastapi.HTTPException fastapi.Request fastapi.responses.*',
    },
    // The workspace's own program goes on and answers.
    {
      names: `${methodsOf(['webApp'], 'run')} uvicorn.run waitress.serve hypercorn.run`,
      effect: 'exec.project',
      object: 'service',
      at: 9,
    },
  ],
  examples: {
    held: {
      "import http.server; http.server.HTTPServer(('', 8000), http.server.SimpleHTTPRequestHandler).serve_forever()":
        'network.send serve_forever()',
      'from flask import Flask\napp = Flask(__name__)\n@app.route("/")\ndef hi():\n    return "hi"\napp.run(port=5000)':
        'exec.project app.run(port=5000)',
      'from flask import Flask\nimport shutil\napp = Flask(__name__)\n@app.post("/")\ndef wipe():\n    shutil.rmtree("data")\napp.run()':
        'file.delete /workspace/data',
      "import uvicorn; uvicorn.run('main:app', port=8000)": "exec.project uvicorn.run('main:app', port=8000)",
    },
    passed: ['from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef hi():\n    return "hi"'],
  },
};
