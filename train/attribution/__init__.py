"""The attribution tagger: from PolNeAR's standoff files to the int8 network that the package ships."""
